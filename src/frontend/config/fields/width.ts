import { css } from '@emotion/css';

/** Controls fill their column up to a width that suits ids and addresses. */
export const fieldWidth = css({ width: '100%', maxWidth: 440 });
