/**
 * Dropped files and folders. A sealed frame cannot read a dropped folder, so when the frame says that
 * something is being dragged, the shell lays a clear sheet over it, takes the drop and hands the files in.
 */

/** A dropped file with its path inside the dropped folder. */
export interface Dropped {
  name: string;
  data: File;
}

/** More files than this in one drop are not handed over; a whole disk is no health record. */
const MOST = 5000;

/** Takes drops for `frame`; returns what arms the sheet. */
export function takeDrops(frame: HTMLIFrameElement, hand: (files: Dropped[], skipped: number) => void): () => void {
  const sheet = document.createElement("div");
  sheet.className = "drop-sheet";
  sheet.hidden = true;
  document.body.append(sheet);
  const put = (away: boolean) => {
    sheet.hidden = away;
  };
  const over = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  };
  // A drop beside the frame or on the sheet must never open the file in this window.
  window.addEventListener("dragover", over);
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    put(true);
    const items = [...(event.dataTransfer?.items ?? [])];
    // Entries must be taken before the event ends.
    const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
    const plain = [...(event.dataTransfer?.files ?? [])];
    void collect(entries, plain).then(({ files, skipped }) => {
      hand(files, skipped);
      frame.focus();
    });
  });
  sheet.addEventListener("dragleave", () => put(true));
  window.addEventListener("dragend", () => put(true));
  // A drag that ended elsewhere leaves no event; the next pointer move does.
  sheet.addEventListener("pointermove", () => put(true));
  return () => put(false);
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

async function collect(
  entries: readonly (FileSystemEntry | null)[],
  plain: readonly File[],
): Promise<{ files: Dropped[]; skipped: number }> {
  if (!entries.some((entry) => entry?.isDirectory)) {
    return { files: plain.slice(0, MOST).map((data) => ({ name: data.name, data })), skipped: Math.max(0, plain.length - MOST) };
  }
  const files: Dropped[] = [];
  let skipped = 0;
  const visit = async (entry: FileSystemEntry): Promise<void> => {
    if (files.length >= MOST) {
      skipped += 1;
      return;
    }
    try {
      if (entry.isFile) {
        const data = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        files.push({ name: entry.fullPath.replace(/^\//, ""), data });
      } else if (entry.isDirectory) {
        for (const inner of await list(entry as FileSystemDirectoryEntry)) await visit(inner);
      }
    } catch {
      skipped += 1;
    }
  };
  for (const entry of entries) if (entry) await visit(entry);
  return { files, skipped };
}

/** Everything in a folder, by name; readEntries gives a hundred at a time. */
async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.sort((a, b) => a.name.localeCompare(b.name));
}
