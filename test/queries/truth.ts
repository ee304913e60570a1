import type { TestEstate } from './estate.ts';

/** What the simulator's world says, from its control plane: it knows nothing of the plugin. */
export async function truthOf<T>(estate: TestEstate, path: string): Promise<T[]> {
  const response = await fetch(`${estate.simulator.control}/truth/${path}`);
  const body = (await response.json()) as T[];
  if (!response.ok || !Array.isArray(body)) {
    throw new Error(`The simulator's truth/${path} answered ${response.status}: ${JSON.stringify(body)}`);
  }
  return body;
}
