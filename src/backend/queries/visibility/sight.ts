/** What a policy leaves of everything, for somebody who doesn't see everything. */
export interface Sight {
  /** Nothing at all. */
  nothing: boolean;
  /** Why there is nothing, without a word about what is hidden. */
  sentence: string;
}
