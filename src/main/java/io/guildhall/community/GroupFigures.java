package io.guildhall.community;

import java.util.Collection;
import java.util.Map;

/** Says how many members groups have; the module that knows members implements it. */
@FunctionalInterface
public interface GroupFigures {

	/** The figures of each of the groups; one without members may be missing. */
	Map<GroupId, Figures> of(Collection<GroupId> groups);

	/**
	 * Members of a group.
	 *
	 * @param members in it now
	 * @param joined in the last 30 days of the organization
	 * @param left in the last 30 days of the organization
	 */
	record Figures(long members, long joined, long left) {

		/** Nobody in it, nobody came or went. */
		public static final Figures NONE = new Figures(0, 0, 0);

		/** Both together. */
		public Figures plus(Figures other) {
			return new Figures(members + other.members, joined + other.joined, left + other.left);
		}
	}

}
