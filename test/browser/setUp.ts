import { PATIENCE_MS } from './waiting.ts';

// A test's waits come one after the other and each has its own end: this one only ends what hangs.
jest.setTimeout(5 * PATIENCE_MS);
