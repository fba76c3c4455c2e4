package io.guildhall.conduct;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Actor;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** Something that a member did against the rules of a group. */
@Entity
@Table(name = "violations")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Violation extends TenantOwned {

	static final int LONGEST_NOTE = 2_000;

	static final int LONGEST_EXCERPT = 4_000;

	@EmbeddedId
	private ViolationId id;

	private UUID memberId;

	private UUID groupId;

	@Enumerated(EnumType.STRING)
	private ViolationKind kind;

	private String rule;

	private String note;

	private String excerpt;

	private Instant happenedAt;

	private LocalDate happenedOn;

	private Instant recordedAt;

	private String recorderName;

	@Enumerated(EnumType.STRING)
	private ViolationState state;

	@Enumerated(EnumType.STRING)
	private @Nullable Step proposed;

	@Enumerated(EnumType.STRING)
	private @Nullable Step step;

	private String stepReason;

	private @Nullable Instant decidedAt;

	private @Nullable String decidedBy;

	private @Nullable Instant takenBackAt;

	private String takenBackReason;

	private @Nullable String takenBackBy;

	/**
	 * What is recorded.
	 * @param at when it happened
	 * @param day the day of that, where the organization is
	 * @throws ConductRefused if there is no evidence, a text is too long, or it has not
	 * happened yet
	 */
	Violation(NewViolation violation, Instant at, LocalDate day, Actor recorder, Instant now) {
		if (violation.note().isEmpty() && violation.excerpt().isEmpty()) {
			throw ConductRefused.evidence();
		}
		if (violation.note().length() > LONGEST_NOTE) {
			throw ConductRefused.tooLong(LONGEST_NOTE);
		}
		if (violation.excerpt().length() > LONGEST_EXCERPT) {
			throw ConductRefused.tooLong(LONGEST_EXCERPT);
		}
		if (at.isAfter(now)) {
			throw ConductRefused.future();
		}
		this.id = ViolationId.next();
		this.memberId = violation.member().id();
		this.groupId = violation.group().id();
		this.kind = violation.kind();
		this.rule = violation.rule();
		this.note = violation.note();
		this.excerpt = violation.excerpt();
		this.happenedAt = at;
		this.happenedOn = day;
		this.recordedAt = now;
		this.recorderName = recorder.name();
		this.state = ViolationState.OPEN;
		this.stepReason = "";
		this.takenBackReason = "";
	}

	/**
	 * The staff decides on a step.
	 * @throws ConductRefused if it is decided or taken back, or another step than the
	 * proposed one has no reason
	 */
	void decide(Step due, Step chosen, String reason, Actor by, Instant now) {
		if (state == ViolationState.DECIDED) {
			throw ConductRefused.decided();
		}
		requireStanding();
		String why = reason.strip();
		if ((why.isEmpty() && chosen != due) || why.length() > LONGEST_NOTE) {
			throw ConductRefused.reason(LONGEST_NOTE);
		}
		state = ViolationState.DECIDED;
		proposed = due;
		step = chosen;
		stepReason = why;
		decidedAt = now;
		decidedBy = by.name();
	}

	/**
	 * It was none after all. What was done about it stays done.
	 * @throws ConductRefused if it is taken back already, or without a reason
	 */
	void takeBack(String reason, Actor by, Instant now) {
		requireStanding();
		String why = reason.strip();
		if (why.isEmpty() || why.length() > LONGEST_NOTE) {
			throw ConductRefused.reason(LONGEST_NOTE);
		}
		state = ViolationState.TAKEN_BACK;
		takenBackReason = why;
		takenBackAt = now;
		takenBackBy = by.name();
	}

	private void requireStanding() {
		if (state == ViolationState.TAKEN_BACK) {
			throw ConductRefused.takenBack();
		}
	}

}
