import { MainMenu } from './MainMenu.tsx';
import { NewTakeButton } from './NewTakeButton.tsx';
import { ProviderChip } from './ProviderChip.tsx';
import { RunButton } from './RunButton.tsx';
import { SpentToday } from './SpentToday.tsx';
import { TabStrip } from './TabStrip.tsx';

export function TopBar() {
  return (
    <header className="top">
      <h1 className="unseen">Blockout</h1>
      <MainMenu />
      <TabStrip />
      <div className="top__end">
        <ProviderChip />
        <SpentToday />
        <NewTakeButton />
        <RunButton />
      </div>
    </header>
  );
}
