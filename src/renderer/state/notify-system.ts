let wasAsked = false;

/**
 * Asks once whether a run that ends while nobody is looking may be told by the system. Called when a run is started:
 * then it is plain what the question is for.
 */
export function askToNotify(): void {
  if (wasAsked || !('Notification' in globalThis) || Notification.permission !== 'default') return;
  wasAsked = true;
  void Notification.requestPermission();
}

/** Tells something by a notification of the system where the window is out of sight and the user has allowed it. */
export function notifySystem(title: string, body: string): void {
  if (!document.hidden || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const notification = new Notification(title, { body });
  notification.onclick = () => window.focus();
}
