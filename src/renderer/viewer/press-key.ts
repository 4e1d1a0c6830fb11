import type { KeyboardEvent } from 'react';
import type { Player } from './player.ts';

const FAR_STEP = 10;

/** The keys of the player: space, arrows, Home, End, J, K and L. */
export function pressKey(event: KeyboardEvent, player: Player, frameCount: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isOnSlider = event.target instanceof HTMLInputElement;
  const isOnButton = event.target instanceof HTMLButtonElement;
  const step = event.shiftKey ? FAR_STEP : 1;
  switch (event.key.toLowerCase()) {
    case ' ':
      if (isOnButton) return;
      player.toggle();
      break;
    case 'arrowleft':
      player.step(-step);
      break;
    case 'arrowright':
      player.step(step);
      break;
    case 'home':
      if (isOnSlider) return;
      player.seek(0);
      break;
    case 'end':
      if (isOnSlider) return;
      player.seek(frameCount - 1);
      break;
    case 'j':
      player.shuttle(-1);
      break;
    case 'k':
      player.shuttle(0);
      break;
    case 'l':
      player.shuttle(1);
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
