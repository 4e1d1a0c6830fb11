import type { Fix } from '../../engine/value.ts';
import { applyFix } from '../commands/apply-fix.ts';

/** A button for each way out that can be taken with one click. */
export function FixButtons({ fixes }: { readonly fixes: readonly Fix[] }) {
  return fixes.map((fix) => (
    <button key={fix.label} type="button" className="button button--small" onClick={() => applyFix(fix)}>
      {fix.label}
    </button>
  ));
}
