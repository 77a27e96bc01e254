import { expect, test } from 'vitest';
import { sampleExecution } from '../testing/samples';
import { announcement, sentence } from './sentences';

const running = (decided: number) => sampleExecution({ status: 'running', progress: { decided, total: 64 } });

test('progress is shown exactly and announced in quarters', () => {
  expect(sentence(running(17))).toBe('Running: 17 of 64 controls decided.');
  const announced = [0, 15, 16, 17, 31, 32, 63].map((decided) => announcement(running(decided)));
  expect(new Set(announced).size).toBe(4);
  expect(announced.at(-1)).toBe('Running: 75 percent of the controls decided.');
});

test('the end is announced with its outcome', () => {
  const summary = { pass: 3, fail: 1, needs_evidence: 0, error: 0, not_applicable: 2 };
  expect(announcement(sampleExecution({ status: 'completed', score: 0.75, summary }))).toBe(
    'Completed with a score of 75%: 3 pass, 1 fail, 2 not applicable.',
  );
  expect(announcement(sampleExecution({ status: 'failed', failure: 'The object store is away.' }))).toBe(
    'The execution failed. The object store is away.',
  );
});
