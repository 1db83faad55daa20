// Was this useful? A thumb, then an optional comment.

import { useState } from "preact/hooks";
import type { Context } from "./app";
import { ThumbDown, Up } from "./icons";
import type { Rating } from "./types";

type Stage = "ask" | "comment" | "thanks" | "failed";

export function RatingView({ id, about, context }: { id: string; about: "advice" | "answer"; context: Context }) {
  const { texts, store, conversation, say } = context;
  const given = store.shared.ratings[id];
  const [stage, setStage] = useState<Stage>(given ? "thanks" : "ask");
  const [comment, setComment] = useState("");

  const rate = async (rating: Rating, words: string, next: Stage) => {
    const done = await conversation.rate(id, rating, about, words);
    setStage(done ? next : "failed");
    say(done ? texts.thanks : texts.feedbackFailed);
  };

  return (
    <div class="rating">
      <div role="group" aria-label={texts.useful}>
        <span aria-hidden="true">{texts.useful}</span>
        <Thumb rating="up" label={texts.yes} given={given} rate={(rating) => rate(rating, "", "comment")} />
        <Thumb rating="down" label={texts.no} given={given} rate={(rating) => rate(rating, "", "comment")} />
      </div>
      {stage === "comment" && given && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (comment.trim()) void rate(given, comment.trim(), "thanks");
          }}
        >
          <label for={`${id}-comment`}>
            {texts.thanks} {texts.comment}
          </label>
          <textarea
            id={`${id}-comment`}
            rows={2}
            maxLength={500}
            value={comment}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit" class="button">
            {texts.sendComment}
          </button>
        </form>
      )}
      {stage === "thanks" && <p class="small">{texts.thanks}</p>}
      {stage === "failed" && <p class="problem">{texts.feedbackFailed}</p>}
    </div>
  );
}

interface ThumbProps {
  rating: Rating;
  label: string;
  given: Rating | undefined;
  rate: (rating: Rating) => void;
}

function Thumb({ rating, label, given, rate }: ThumbProps) {
  return (
    <button
      type="button"
      class="plain"
      aria-label={label}
      title={label}
      aria-pressed={given === rating}
      onClick={() => given ?? rate(rating)}
    >
      {rating === "up" ? <Up /> : <ThumbDown />}
    </button>
  );
}
