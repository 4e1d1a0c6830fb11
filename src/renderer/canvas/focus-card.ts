/** Gives a card the keyboard once it is on the canvas, unless the user has begun to type elsewhere by then. */
export function focusCard(id: string, triesLeft = 20): void {
  requestAnimationFrame(() => {
    if (document.activeElement?.matches('input, textarea, select')) return;
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
    if (card) card.focus({ preventScroll: true });
    else if (triesLeft > 0) focusCard(id, triesLeft - 1);
  });
}
