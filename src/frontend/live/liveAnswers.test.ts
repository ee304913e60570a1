import { map, NEVER, of, Subject, throwError, type Observable } from 'rxjs';
import { liveAnswers } from './liveAnswers.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Listens to the answers; each question is answered when the test says so. */
function listen(news: Observable<unknown>) {
  const questions: Array<Subject<string>> = [];
  const heard: string[] = [];
  const ask = (again: boolean) => {
    const answer = new Subject<string>();
    questions.push(answer);
    return answer.pipe(map((text) => `${again ? 'again' : 'first'} ${text}`));
  };
  const listener = liveAnswers(ask, news).subscribe({
    next: (text) => heard.push(text),
    complete: () => heard.push('ended'),
  });
  const answer = (index: number) => {
    questions[index]!.next('done');
    questions[index]!.complete();
  };
  return { questions, heard, answer, listener };
}

describe('liveAnswers', () => {
  it('should ask once for all news of half a second', () => {
    const news = new Subject<number>();
    const { questions, heard, answer } = listen(news);
    answer(0);
    [1, 2, 3].forEach((one) => news.next(one));
    jest.advanceTimersByTime(499);
    expect(questions).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(questions).toHaveLength(2);
    answer(1);
    expect(heard).toEqual(['first done', 'again done']);
  });

  it('should ask one question at a time, and once more for news that came meanwhile', () => {
    const news = new Subject<number>();
    const { questions, answer } = listen(news);
    news.next(1);
    jest.advanceTimersByTime(5_000);
    expect(questions).toHaveLength(1);
    answer(0);
    expect(questions).toHaveLength(2);
    news.next(2);
    news.next(3);
    jest.advanceTimersByTime(5_000);
    answer(1);
    expect(questions).toHaveLength(3);
    answer(2);
    jest.advanceTimersByTime(5_000);
    expect(questions).toHaveLength(3);
  });

  it.each([
    ['fail', throwError(() => new Error('no such channel'))],
    ['end', of()],
  ])('should end with the first answer when the news %s', (_, news) => {
    const { heard, answer } = listen(news);
    answer(0);
    expect(heard).toEqual(['first done', 'ended']);
  });

  it('should pass on failed answers, and ask again after them', () => {
    const news = new Subject<number>();
    const { questions, heard, answer } = listen(news);
    questions[0]!.next('failed');
    questions[0]!.complete();
    news.next(1);
    jest.advanceTimersByTime(500);
    answer(1);
    expect(heard).toEqual(['first failed', 'again done']);
  });

  it('should let go of news and questions when nobody listens any longer', () => {
    const news = new Subject<number>();
    const { questions, listener } = listen(news);
    expect([news.observed, questions[0]!.observed]).toEqual([true, true]);
    listener.unsubscribe();
    expect([news.observed, questions[0]!.observed]).toEqual([false, false]);
    jest.advanceTimersByTime(5_000);
    expect(questions).toHaveLength(1);
  });

  it('should stay silent without news', () => {
    const { questions, heard, answer } = listen(NEVER);
    answer(0);
    jest.advanceTimersByTime(60_000);
    expect([questions.length, heard]).toEqual([1, ['first done']]);
  });
});
