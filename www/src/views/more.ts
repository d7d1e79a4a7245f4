/** Views of the second list: form, findings, plan, share, batch, mapping and the dialogs. */
import "./findings";
import "./form";
import "./plan";
