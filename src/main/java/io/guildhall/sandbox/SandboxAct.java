package io.guildhall.sandbox;

/** What somebody can make the sandbox do. */
public enum SandboxAct {

	/** Pays. */
	PAY,
	/** The bank says no. */
	FAIL,
	/** Pays, and the news of it gets lost: it has to be asked for. */
	PAY_UNHEARD,
	/** Answers nothing for two minutes. */
	TIME_OUT,
	/** Pays two times. */
	PAY_TWICE,
	/** Closes, and pays all the same. */
	PAY_LATE

}
