import { texts } from '../texts';
import { readNumber } from '../trips/numbers';
import { Field } from '../ui/Field';
import { formatDay, formatExactly } from '../ui/format';
import { readDay } from './dates';
import { legacyEncodings } from './encoding';
import { unprotect } from './formulas';
import type { Choices, Question, Reading } from './readTrips';

interface HowItWasReadProps {
  reading: Reading;
  onChoose: (choices: Choices) => void;
}

/** What was taken for what in a file, and where that could be otherwise, a choice. */
export function HowItWasRead({ reading, onChoose }: HowItWasReadProps) {
  const words = texts.import.reading;
  return (
    <section className="card" aria-label={words.title}>
      <p>{words.encoding(reading.encoding.toUpperCase(), words.separators[reading.separator])}</p>
      {reading.ignored.length > 0 && <p>{words.ignored(reading.ignored.join(', '))}</p>}
      <div className="columns">
        {reading.legacy && (
          <Field label={words.legacy}>
            {(control) => (
              <select
                {...control}
                value={reading.legacy}
                onChange={(event) => onChoose({ legacy: event.target.value as (typeof legacyEncodings)[number] })}
              >
                {legacyEncodings.map((encoding) => (
                  <option key={encoding} value={encoding}>
                    {words.alphabets[encoding]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Choice
          label={words.dayOrder}
          question={reading.dayOrder}
          answers={['dayFirst', 'monthFirst']}
          meaning={(text, order) => formatDay(readDay(text, order) ?? '')}
          onChoose={(dayOrder) => onChoose({ dayOrder })}
        />
        <Choice
          label={words.decimalMark}
          question={reading.decimalMark}
          answers={['.', ',']}
          meaning={(text, mark) => formatExactly(readNumber(text, mark))}
          onChoose={(decimalMark) => onChoose({ decimalMark })}
        />
        <Choice
          label={words.apostrophes}
          question={reading.apostrophes}
          answers={['text', 'protection']}
          meaning={(text, answer) => (answer === 'text' ? text : unprotect(text))}
          onChoose={(apostrophes) => onChoose({ apostrophes })}
        />
      </div>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  question: Question<T> | undefined;
  answers: readonly T[];
  /** What the text means by an answer. */
  meaning: (text: string, answer: T) => string;
  onChoose: (answer: T) => void;
}

function Choice<T extends string>({ label, question, answers, meaning, onChoose }: ChoiceProps<T>) {
  if (!question) {
    return null;
  }
  const { is, choose } = texts.import.reading;
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={question.answer ?? ''} onChange={(event) => onChoose(event.target.value as T)}>
          {question.answer === undefined && <option value="">{choose}</option>}
          {answers.map((answer) => (
            <option key={answer} value={answer}>
              {is(question.example.trim(), meaning(question.example, answer))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
