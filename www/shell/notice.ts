/** What the shell itself shows: one message in place of the application, or a bar below it. */

/** Shows a page-wide message instead of the application. */
export function showInstead(title: string, text: string): void {
  const box = document.createElement("main");
  box.className = "instead";
  const head = document.createElement("h1");
  head.textContent = title;
  const body = document.createElement("p");
  body.textContent = text;
  box.append(head, body);
  document.querySelector("iframe")?.remove();
  document.querySelector(".instead")?.remove();
  document.body.append(box);
}

/** A button of a bar. */
export interface Choice {
  label: string;
  run?: () => void;
}

/** Shows a bar at the foot of the window; every choice closes it. Never takes the focus. */
export function showBar(id: string, text: string, choices: readonly Choice[]): void {
  document.getElementById(id)?.remove();
  const bar = document.createElement("div");
  bar.id = id;
  bar.className = "bar";
  bar.setAttribute("role", "status");
  const said = document.createElement("p");
  said.textContent = text;
  bar.append(said);
  for (const { label, run } of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      bar.remove();
      run?.();
    });
    bar.append(button);
  }
  document.body.append(bar);
}
