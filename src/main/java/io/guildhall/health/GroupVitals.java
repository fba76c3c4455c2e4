package io.guildhall.health;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;

/**
 * What is counted of a group at the end of a day. A week is the seven days up to it, a
 * month the thirty.
 *
 * @param firstDay of which anything is known: somebody joined or spoke; null for nothing
 * @param lastSpoke the last day with a message; null for none
 * @param lastMemberSpoke the last day on which anybody but staff wrote; null for none
 * @param members who are in it
 * @param present who were in it at any time of the week, and whoever wrote: of these the
 * speaking rate is told (PRODUCT, the four rates)
 * @param joined within the month
 * @param gone who left within the month
 * @param speakers different members who wrote within the week
 * @param messages of the week
 * @param messagesBefore of the week before
 * @param messagesMonth of the month
 * @param messagesTop of these, what the three who wrote most wrote
 * @param messagesLinked of those of the month, the ones with a link or a card
 * @param messagesAds of those of the month, the ones that advertise
 * @param strangers members who never spoke with another one in the group; null where it
 * was not counted
 * @param event what happened last in it and ended one to five weeks ago; null for nothing
 */
public record GroupVitals(GroupId group, LocalDate day, @Nullable LocalDate firstDay, @Nullable LocalDate lastSpoke,
		@Nullable LocalDate lastMemberSpoke, long members, long present, long joined, long gone, long speakers,
		long messages, long messagesBefore, long messagesMonth, long messagesTop, long messagesLinked, long messagesAds,
		@Nullable Long strangers, @Nullable GroupEvent event) {

	private static final int YOUNG = 14;

	private static final int QUIET = 7;

	private static final int DEAD = 30;

	/** Fewer messages say nothing about their kind or their course. */
	private static final int ENOUGH = 20;

	private static final int AD_PERCENT = 20;

	private static final int LINK_PERCENT = 40;

	private static final int SPEAKING_PERCENT = 5;

	/** Where the group is in its life. */
	public GroupStage stage() {
		return reasons().get(0).stage();
	}

	/**
	 * Why it is at its stage, at least one. The thresholds are defaults of ours: groups
	 * are known to die within a month (PRODUCT, what is known), and less than one in
	 * twenty who speaks within a week is a broadcast.
	 */
	public List<StageReason> reasons() {
		if (quietDays() >= DEAD && ageDays() >= DEAD) {
			return List.of(StageReason.SILENT_MONTH);
		}
		List<StageReason> reasons = new ArrayList<>();
		if (messagesMonth >= ENOUGH) {
			add(reasons, percent(messagesAds, messagesMonth) >= AD_PERCENT, StageReason.ADS);
			add(reasons, percent(messagesLinked, messagesMonth) >= LINK_PERCENT, StageReason.LINKS);
		}
		if (!reasons.isEmpty()) {
			return reasons;
		}
		if (ageDays() < YOUNG) {
			return List.of(StageReason.YOUNG);
		}
		add(reasons, quietDays() >= QUIET, StageReason.SILENT_WEEK);
		add(reasons, messagesBefore >= ENOUGH && messages * 2 < messagesBefore, StageReason.HALVED);
		add(reasons, present > 0 && percent(speakers, present) < SPEAKING_PERCENT, StageReason.FEW_SPEAK);
		return reasons.isEmpty() ? List.of(StageReason.TALKS) : reasons;
	}

	/** Days since anything is known of it; 0 for nothing. */
	public long ageDays() {
		return (firstDay != null) ? ChronoUnit.DAYS.between(firstDay, day) : 0;
	}

	/**
	 * Days since anybody but staff wrote; since it began where nobody did.
	 */
	public long quietDays() {
		return (lastMemberSpoke != null) ? ChronoUnit.DAYS.between(lastMemberSpoke, day) : ageDays();
	}

	/**
	 * The figures that reasons speak of, in the order of their texts: quiet days, days of
	 * age, ads, links, messages of the month, of the week and of the week before,
	 * speakers, who was present.
	 */
	public Object[] figures() {
		return new Object[] { quietDays(), ageDays(), messagesAds, messagesLinked, messagesMonth, messages,
				messagesBefore, speakers, present };
	}

	private static void add(List<StageReason> reasons, boolean holds, StageReason reason) {
		if (holds) {
			reasons.add(reason);
		}
	}

	private static long percent(long part, long whole) {
		return part * 100 / whole;
	}
}
