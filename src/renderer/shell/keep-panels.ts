import type { Editor } from '../commands/editor.ts';
import type { ViewState } from '../state/view-store.ts';

const KEPT = [
  'panel',
  'drawer',
  'drawerHeight',
  'leftWidth',
  'rightWidth',
  'inspectorOpen',
  'minimapOpen',
] as const;
type KeptView = Pick<ViewState, (typeof KEPT)[number]>;
/** Sizes change with every move of the mouse; the host is told when it rests. */
const REST_MS = 800;
/** `panels` of the settings has no null. */
const FOLDED = '';
/** Below this width panels lie over the canvas, so they are folded until they are asked for; also in shell.css. */
const NARROW = '(max-width: 960px)';

/** Brings panels back as they were and remembers how they are left. */
export function keepPanels({ views, settings, client }: Editor): void {
  const { panels } = settings.getState();
  const restored: Record<string, unknown> = {};
  const present = views.getState();
  for (const name of KEPT) {
    const kept = panels[name];
    if (kept === undefined) continue;
    if (name === 'panel' || name === 'drawer') restored[name] = kept === FOLDED ? null : kept;
    else if (typeof kept === typeof present[name]) restored[name] = kept;
  }
  views.setState(restored as Partial<KeptView>);
  const narrow = foldWhileNarrow(views);

  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (keepalive: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const now = views.getState();
    const panelsNow = Object.fromEntries(KEPT.map((name) => [name, now[name] ?? FOLDED]));
    settings.setState({ panels: panelsNow });
    void client.changeSettings({ panels: panelsNow }, { keepalive });
  };
  views.subscribe((now, before) => {
    if (narrow.matches || KEPT.every((name) => now[name] === before[name])) return;
    clearTimeout(timer);
    timer = setTimeout(() => tell(false), REST_MS);
  });
  window.addEventListener('pagehide', () => timer !== undefined && tell(true));
}

/** Folds the side panels when the window becomes narrow, by its size or by zooming in, and brings them back after. */
function foldWhileNarrow(views: Editor['views']): MediaQueryList {
  const narrow = matchMedia(NARROW);
  let folded: Pick<ViewState, 'panel' | 'inspectorOpen'> | null = null;
  const adapt = () => {
    const { panel, inspectorOpen } = views.getState();
    if (narrow.matches) {
      folded = { panel, inspectorOpen };
      views.setState({ panel: null, inspectorOpen: false });
    } else if (folded) {
      views.setState(folded);
      folded = null;
    }
  };
  if (narrow.matches) adapt();
  narrow.addEventListener('change', adapt);
  return narrow;
}
