/** Types of serve.mjs for the tests. */

export interface Serving {
  root: string;
  port?: number;
  host?: string;
  without?: readonly string[];
  onRequest?: (path: string) => void;
}

export function serve(options: Serving): Promise<{ address: string; port: number; close(): Promise<void> }>;
