/** Names for "six exercises": our own examples, one a muscle group, without what loads a joint to spare. */
import type { View } from "../base";
import type { ExerciseProfile, MovementPart } from "../engine/api";

interface Exercise {
  id: string;
  joints: readonly string[];
  /** Done lying on the back, which late in a pregnancy is not. */
  lying?: true;
}

/** In the order in which they are named: legs, chest, back, hips, belly first, so that fewer still reach most of the body. */
const home: readonly Exercise[] = [
  { id: "chairStand", joints: ["knee", "hip"] }, { id: "wallPress", joints: ["shoulder", "wrist"] }, { id: "bagRow", joints: ["shoulder", "back"] },
  { id: "bridge", joints: ["hip", "back"], lying: true }, { id: "heelSlide", joints: ["back"], lying: true }, { id: "heelRaise", joints: ["ankle"] },
  { id: "sideLeg", joints: ["hip"] }, { id: "armCurl", joints: ["wrist"] }, { id: "bladeSqueeze", joints: [] },
];
const weights: readonly Exercise[] = [
  { id: "legPress", joints: ["knee", "hip"] }, { id: "chestPress", joints: ["shoulder", "wrist"] }, { id: "row", joints: ["shoulder", "back"] },
  { id: "hinge", joints: ["back", "hip"] }, { id: "shoulderPress", joints: ["shoulder"] }, { id: "calfRaise", joints: ["ankle"] },
  { id: "sideLeg", joints: ["hip"] }, { id: "armCurl", joints: ["wrist"] }, { id: "bladeSqueeze", joints: [] },
];
const lists: Record<string, readonly Exercise[]> = {
  home_exercise_general: home, moderate_calisthenics_push_ups_lunges: home, resistance_training_multiple_exercises_8_15_reps: weights,
};

/** Ids of as many exercises as a part asks for, as far as there are some that suit. */
export function exercisesFor(part: Pick<MovementPart, "activity" | "exercises">, profile: Pick<ExerciseProfile, "conditions" | "wishes"> | undefined): string[] {
  const spare = profile?.wishes?.injuries ?? [];
  const lying = profile?.conditions?.["pregnancy"] === false;
  const suits = (one: Exercise): boolean => !one.joints.some((joint) => spare.includes(joint)) && (one.lying !== true || lying);
  return (lists[part.activity] ?? []).filter(suits).slice(0, part.exercises ?? 0).map((one) => one.id);
}

/** One sentence that names them; how to choose where we name none. */
export function exercisesText(view: View, part: MovementPart, profile: ExerciseProfile | undefined): string {
  const ids = exercisesFor(part, profile);
  if (ids.length === 0) return view.t("movement.setsHow");
  return view.t("exercises.named", { names: ids.map((id) => view.t(`exercises.names.${id}`)).join(view.locale.semicolon) });
}
