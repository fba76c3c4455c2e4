package io.guildhall.health;

/** Why a group is at its stage; the figures that say so are in its vitals. */
public enum StageReason {

	/** Nobody but staff wrote for thirty days. */
	SILENT_MONTH(GroupStage.DEAD),
	/** Of twenty messages of the month or more, a fifth advertises. */
	ADS(GroupStage.AD_RIDDEN),
	/** Of twenty messages of the month or more, two fifths have a link or a card. */
	LINKS(GroupStage.AD_RIDDEN),
	/** It began less than two weeks ago. */
	YOUNG(GroupStage.FORMING),
	/** Nobody but staff wrote for seven days. */
	SILENT_WEEK(GroupStage.FADING),
	/**
	 * The week has less than half of the messages of the week before, which had twenty.
	 */
	HALVED(GroupStage.FADING),
	/** Less than one member in twenty wrote within the week. */
	FEW_SPEAK(GroupStage.FADING),
	/** None of the above. */
	TALKS(GroupStage.LIVELY);

	private final GroupStage stage;

	StageReason(GroupStage stage) {
		this.stage = stage;
	}

	/** The stage that it makes. */
	public GroupStage stage() {
		return stage;
	}

}
