package io.guildhall.challenge.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.Stage;
import io.guildhall.coupon.BatchId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A challenge, as its form has it.
 *
 * @param cutOff the hour at which a day turns
 */
record ChallengeForm(@Nullable UUID group, @NotBlank @Size(max = 80) String name,
		@Size(max = 2000) @Nullable String text, @NotNull LocalDate startsOn, @NotNull @Min(1) @Max(366) Integer days,
		@NotNull @Min(0) @Max(12) Integer cutOff, @NotNull ProofKind proofKind, @NotNull @Min(0) @Max(31) Integer cards,
		@NotNull Counting counting, List<StageForm> stages, @Nullable Long version) {

	private static final int HOUR = 60;

	@SuppressWarnings("NullAway") // nothing is bound where nothing is sent
	ChallengeForm {
		stages = (stages != null) ? stages : List.of();
	}

	static ChallengeForm of(ChallengeDetails challenge) {
		ChallengeTerms terms = challenge.terms();
		return new ChallengeForm(challenge.group().id().id(), terms.name(), terms.text(), terms.startsOn(),
				terms.days(), terms.cutOffMinutes() / HOUR, terms.proofKind(), terms.cards(), terms.counting(),
				terms.stages()
					.stream()
					.map(stage -> new StageForm(stage.need(), stage.title(),
							(stage.batch() != null) ? stage.batch().id() : null, stage.points()))
					.toList(),
				challenge.version());
	}

	/** The stage of a row; an empty one behind the last. */
	public StageForm stage(int row) {
		return (row < stages.size() && stages.get(row) != null) ? stages.get(row)
				: new StageForm(null, null, null, null);
	}

	ChallengeTerms terms() {
		List<Stage> all = new ArrayList<>();
		for (StageForm stage : stages) {
			if (stage != null && stage.need() != null) {
				all.add(new Stage(stage.need(), (stage.title() != null) ? stage.title() : "",
						(stage.batch() != null) ? new BatchId(stage.batch()) : null, stage.points()));
			}
		}
		return new ChallengeTerms(name, (text != null) ? text : "", startsOn, days, cutOff * HOUR, proofKind, cards,
				counting, all);
	}

	/** A row of a stage. */
	record StageForm(@Nullable Integer need, @Nullable String title, @Nullable UUID batch, @Nullable Long points) {
	}
}
