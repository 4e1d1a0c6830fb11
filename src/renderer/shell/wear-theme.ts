import type { Editor } from '../commands/editor.ts';

/** Puts the chosen theme on the page, now and whenever the choice or the system's changes. */
export function wearTheme({ settings }: Editor): void {
  const systemIsLight = matchMedia('(prefers-color-scheme: light)');
  const wear = () => {
    const { theme } = settings.getState();
    const isLight = theme === 'light' || (theme === 'system' && systemIsLight.matches);
    document.documentElement.dataset.theme = isLight ? 'light' : 'dark';
  };
  settings.subscribe(wear);
  systemIsLight.addEventListener('change', wear);
  wear();
}
