/**
 * Forms without the browser's own submission: the sealed frame may not submit forms at all, so that no hostile form
 * can leave it, and a blocked submission does not even tell the page. A press of a form's button (Enter in a field
 * presses it too) is told to the form as the `submit` event that its view waits for, and nothing is ever sent.
 */
export function submitHere(event: MouseEvent): void {
  const button = event.composedPath().find((one): one is HTMLButtonElement => one instanceof HTMLButtonElement);
  const form = button?.form;
  if (button === undefined || form === null || form === undefined || button.type !== "submit" || event.defaultPrevented) return;
  event.preventDefault();
  if (form.noValidate || form.reportValidity()) form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button }));
}
