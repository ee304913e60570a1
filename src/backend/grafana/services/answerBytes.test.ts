import { serializeAnswers } from './answerBytes.ts';
import { fromFrames, fromThrown } from '../messages/answers.ts';
import { QueryDataResponse } from '../generated/pluginv2.ts';
import { badInput } from '../../common/errors.ts';
import { createLogger } from '../logging/logging.ts';

describe('serializeAnswers()', () => {
  it('should write what the generated decoder reads back', () => {
    const response: QueryDataResponse = {
      responses: {
        A: fromFrames([Buffer.from('one'), Buffer.alloc(300, 1), Buffer.alloc(0)], 0),
        'ü 🦥': fromFrames([Buffer.alloc(70_000, 2)], 1),
        '': fromFrames([], 0),
        E: fromThrown(
          badInput('Wrong.'),
          createLogger({}, () => {}),
        ),
      },
    };
    expect(QueryDataResponse.decode(serializeAnswers(response))).toEqual(response);
    expect(serializeAnswers({ responses: {} })).toHaveLength(0);
  });
});
