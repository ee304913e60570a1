import type { Notice } from '../../common/table.ts';

/** What is said where there is nothing to show, and nothing else says why. */
export function withReason(notices: Notice[]): Notice[] {
  return notices.length > 0
    ? notices
    : [{ severity: 'info', text: 'Nothing to show: the filters leave no resources.' }];
}
