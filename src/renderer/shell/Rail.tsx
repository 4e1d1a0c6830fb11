import { Boxes, History, Images, LayoutTemplate, type LucideIcon, Search, Settings } from 'lucide-react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { useCommand } from '../commands/use-editor.ts';
import { IconButton } from '../parts/IconButton.tsx';
import type { PanelName } from '../state/view-store.ts';

const PANELS: readonly { readonly panel: PanelName; readonly icon: LucideIcon }[] = [
  { panel: 'nodes', icon: Boxes },
  { panel: 'templates', icon: LayoutTemplate },
  { panel: 'assets', icon: Images },
  { panel: 'history', icon: History },
];

/** The narrow strip that opens and folds the left panel. */
export function Rail() {
  return (
    <nav className="rail" aria-label="Panels">
      {PANELS.map(({ panel, icon }) => (
        <RailPanel key={panel} panel={panel} icon={icon} />
      ))}
      <span className="rail__space" />
      <RailCommand id="help.palette" icon={Search} />
      <RailCommand id="file.settings" icon={Settings} />
    </nav>
  );
}

function RailPanel({ panel, icon }: { readonly panel: PanelName; readonly icon: LucideIcon }) {
  const isOpen = useStore(editor.views, (state) => state.panel === panel);
  const { command, chord, run } = useCommand(`view.${panel}`);
  return (
    <IconButton
      icon={icon}
      label={command.label}
      chord={chord}
      side="right"
      size={18}
      className="icon-button rail__button"
      aria-pressed={isOpen}
      onClick={run}
    />
  );
}

function RailCommand({ id, icon }: { readonly id: string; readonly icon: LucideIcon }) {
  const { command, chord, run } = useCommand(id);
  return (
    <IconButton
      icon={icon}
      label={command.label.replace('…', '')}
      chord={chord}
      side="right"
      size={18}
      className="icon-button rail__button"
      onClick={run}
    />
  );
}
