package io.guildhall.job;

import java.util.UUID;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a job. */
public class JobRefused extends DomainException {

	private JobRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "job." + code, message, args);
	}

	static JobRefused unknown(UUID id) {
		return new JobRefused(Kind.NOT_FOUND, "unknown", "There is no job %s", id);
	}

	static JobRefused ended() {
		return new JobRefused(Kind.CONFLICT, "ended", "The job has ended already");
	}

}
