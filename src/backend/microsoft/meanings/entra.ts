import { ABOUT_APPLICATION } from './entraApplication.ts';
import { ABOUT_PERSON } from './entraPerson.ts';
import { ABOUT_TENANT } from './entraTenant.ts';
import type { Meanings } from './meaning.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const AADSTS: Meanings = { ...ABOUT_APPLICATION, ...ABOUT_PERSON, ...ABOUT_TENANT };
