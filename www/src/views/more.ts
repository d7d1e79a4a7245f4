/** Views of the second list: form, findings, plan, share, batch, mapping and the dialogs. */
import "./glossary";
import "./form";
import "./findings";
import "./plan";
import "./meals";
import "./movement";
import "./share";
import "./locked";
import "./close";
// Before the table of people: a table of feedback is one of its own.
import "./learning";
import "./batch";
import "./mapping";
import "./workbench-way";
import "./privacy";
import "./check";
import "./keys";
