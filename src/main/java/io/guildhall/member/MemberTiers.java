package io.guildhall.member;

import java.util.Collection;
import java.util.Map;

/** Says in which tier members are; the module that judges them implements it. */
@FunctionalInterface
public interface MemberTiers {

	/** The name of the tier of each; one who is in none may be missing. */
	Map<MemberId, String> of(Collection<MemberId> members);

}
