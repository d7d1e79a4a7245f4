/** The workbench, whole: its state and its views. The sealed page runs it as a second script, a portal with the rest. */
import { defineWorkbench } from "./registry";
import "./views/overview-own";
import "./views/workbench";
import { askingEngine } from "./workbench/asking";
import { Workbench } from "./workbench/state";

defineWorkbench((app) => {
  const workbench = new Workbench(app);
  workbench.engine.value = askingEngine(app.client, () => app.locale.peek());
  return workbench;
});
