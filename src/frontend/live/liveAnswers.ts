import {
  audit,
  BehaviorSubject,
  catchError,
  defer,
  EMPTY,
  finalize,
  first,
  merge,
  mergeMap,
  timer,
  type Observable,
} from 'rxjs';

/** News often come in flocks: one answer for all that come within this time. */
const GATHER_MS = 500;

/**
 * The answer to a question, and a new one after each piece of news for as long as someone listens. Only one question is
 * on its way at a time; news that come meanwhile are a reason to ask once more. Without news, or when they end or fail,
 * the first answer is all.
 *
 * @param ask is told whether it is asked again
 */
export function liveAnswers<T>(ask: (again: boolean) => Observable<T>, news: Observable<unknown>): Observable<T> {
  return defer(() => {
    const busy = new BehaviorSubject(false);
    const answer = (again: boolean) =>
      defer(() => {
        busy.next(true);
        return ask(again).pipe(finalize(() => busy.next(false)));
      });
    const idle = () => busy.pipe(first((now) => !now));
    const more = news.pipe(
      catchError(() => EMPTY),
      audit(() => timer(GATHER_MS).pipe(mergeMap(idle))),
      mergeMap(() => answer(true)),
    );
    return merge(answer(false), more);
  });
}
