/** The config editor's labels, so that a sentence about a mistake leads to its field. */
export { SETTINGS_LABELS as LABELS } from '../../shared/settingsLabels.ts';
