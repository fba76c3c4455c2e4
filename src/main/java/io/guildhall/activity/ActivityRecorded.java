package io.guildhall.activity;

import java.util.List;

/**
 * What became of events that a program told.
 *
 * @param fresh stored and rolled up
 * @param known here already
 * @param outside of the days that can be
 * @param refused those that name no member or group of ours
 */
public record ActivityRecorded(long fresh, long known, long outside, List<Refusal> refused) {

	/**
	 * An event that was left out.
	 *
	 * @param index its place among those told, from 0
	 * @param code why, as in other refusals
	 */
	public record Refusal(int index, String code) {
	}
}
