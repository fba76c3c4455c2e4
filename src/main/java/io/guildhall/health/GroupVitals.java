package io.guildhall.health;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;

/**
 * What is counted of a group at the end of a day. A week is the seven days up to it, a
 * month the thirty.
 *
 * @param firstDay of which anything is known: somebody joined or spoke; null for nothing
 * @param lastSpoke the last day with a message; null for none
 * @param members who are in it
 * @param joined within the month
 * @param gone who left within the month
 * @param speakers different members who wrote within the week
 * @param messages of the week
 * @param messagesBefore of the week before
 * @param messagesMonth of the month
 * @param messagesTop of these, what the three who wrote most wrote
 * @param messagesKnown messages of the month that are kept one by one
 * @param messagesLinked of these, those with a link
 */
public record GroupVitals(GroupId group, LocalDate day, @Nullable LocalDate firstDay, @Nullable LocalDate lastSpoke,
		long members, long joined, long gone, long speakers, long messages, long messagesBefore, long messagesMonth,
		long messagesTop, long messagesKnown, long messagesLinked) {

	private static final int YOUNG = 14;

	private static final int QUIET = 7;

	private static final int DEAD = 30;

	/** Fewer messages say nothing about their kind or their course. */
	private static final int ENOUGH = 20;

	private static final int AD_PERCENT = 40;

	private static final int SPEAKING_PERCENT = 5;

	/**
	 * Where the group is in its life. The thresholds are defaults of ours: groups are
	 * known to die within a month (PRODUCT, what is known), and less than one in twenty
	 * who speaks within a week is a broadcast.
	 */
	public GroupStage stage() {
		if (quietDays() >= DEAD && ageDays() >= DEAD) {
			return GroupStage.DEAD;
		}
		if (messagesKnown >= ENOUGH && percent(messagesLinked, messagesKnown) >= AD_PERCENT) {
			return GroupStage.AD_RIDDEN;
		}
		if (ageDays() < YOUNG) {
			return GroupStage.FORMING;
		}
		boolean halved = messagesBefore >= ENOUGH && messages * 2 < messagesBefore;
		boolean fewSpeak = members > 0 && percent(speakers, members) < SPEAKING_PERCENT;
		return (quietDays() >= QUIET || halved || fewSpeak) ? GroupStage.FADING : GroupStage.LIVELY;
	}

	/** Days since anything is known of it; 0 for nothing. */
	public long ageDays() {
		return (firstDay != null) ? ChronoUnit.DAYS.between(firstDay, day) : 0;
	}

	/** Days since the last message; since it began where there is none. */
	public long quietDays() {
		return (lastSpoke != null) ? ChronoUnit.DAYS.between(lastSpoke, day) : ageDays();
	}

	private static long percent(long part, long whole) {
		return part * 100 / whole;
	}
}
