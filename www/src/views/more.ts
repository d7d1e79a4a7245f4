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
import "./batch";
import "./learning";
import "./mapping";
import "./privacy";
import "./check";
import "./keys";
