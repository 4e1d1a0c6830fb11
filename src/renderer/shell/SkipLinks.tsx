/** For the keyboard: straight to the parts of the window. */
export function SkipLinks() {
  return (
    <nav className="skip" aria-label="Skip to">
      <a href="#work">Workflow</a>
      <a href="#inspector">Inspector</a>
      <a href="#drawer">Queue and viewer</a>
    </nav>
  );
}
