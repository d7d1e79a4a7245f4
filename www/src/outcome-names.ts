/** Headings of tables that a model could be trained on: what happened, and what stands near it and is no outcome. */

/** Headings that often name what happened, in both languages. */
const outcomes = /^(outcome|target|event|label|class|diagnosis|status|death|died|dead|recur|relapse|readmi|rehospitali|hospitali[sz]ed|mortality|hospdead|fstat)|^y$|结局|死亡|复发|事件|诊断|再入院|再住院|(住院|入院)$|转归/i;
/** Headings of what is near an outcome and none: when, how often, where, for how much, of whom; and what was before. */
const beside = /[号数日期间费科式因]$|号码|编号|日期|时间|天数|次数|费用|科室|方式|途径|既往|家族|病史|history|family|[._ -](date|day|time|no|id|code|unit|cost)$/i;

/** What is near an outcome, or was before: no outcome by itself. */
export const namesBeside = (heading: string): boolean => beside.test(heading);

/** Whether a heading names what happened. */
export const namesOutcome = (heading: string): boolean => outcomes.test(heading.trim()) && !beside.test(heading.trim());
