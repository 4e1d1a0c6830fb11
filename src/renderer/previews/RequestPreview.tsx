import { Check, TriangleAlert } from 'lucide-react';
import type { RequestValue } from '../../engine/value.ts';
import { formatUsd } from '../../fal/price.ts';
import { budgetShare, videoFacts } from '../parts/format-facts.ts';
import type { PreviewProps } from './preview-props.ts';

/** What a request asks for, whether it fits the endpoint, and its price. */
export function RequestPreview({ value }: PreviewProps<RequestValue>) {
  const share = budgetShare(value);
  const Icon = value.fits ? Check : TriangleAlert;
  return (
    <div className="preview preview--request">
      <p className="clip" title={value.endpoint}>
        {value.endpoint}
      </p>
      <p>{value.output ? videoFacts(value.output) : 'Size and length known with the take'}</p>
      <p className={value.fits ? 'preview__fit' : 'preview__fit preview__fit--bad'}>
        <Icon size={14} aria-hidden />
        {value.fits ? 'Fits' : 'Too large'}
        {share !== null && <span className="quiet"> · {(100 * share).toFixed(0)} % of the budget</span>}
      </p>
      {share !== null && (
        <div className="bar" aria-hidden>
          <div
            className={value.fits ? 'bar__fill' : 'bar__fill bar__fill--bad'}
            style={{ width: `${Math.min(100, 100 * share)}%` }}
          />
        </div>
      )}
      <p className="spend">
        <b>{value.costUsd === null ? 'Price unknown' : formatUsd(value.costUsd, 'before')}</b>
        {value.output && <span className="quiet"> · {value.billedMegapixels} MP</span>}
      </p>
    </div>
  );
}
