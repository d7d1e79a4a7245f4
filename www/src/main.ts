/** The page's door: defines `<bedside-assess>` and every view inside it. */
import "./app";
import "./views/index";

export { BedsideAssess } from "./app";
export type { Bedside } from "./engine/api";
export type { Host } from "./host";
export { mergeCatalogues, type Catalogue, type Language } from "./locale";
