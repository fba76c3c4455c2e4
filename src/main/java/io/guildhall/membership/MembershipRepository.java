package io.guildhall.membership;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import io.guildhall.member.MemberId;
import jakarta.persistence.LockModeType;

interface MembershipRepository extends Repository<Membership, MembershipId> {

	Membership saveAndFlush(Membership membership);

	Optional<Membership> findById(MembershipId id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select m from Membership m where m.id = :id")
	Optional<Membership> findToMove(MembershipId id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("""
			select m from Membership m where m.member = :member and m.family = :family
			and m.state in (io.guildhall.membership.MembershipState.PENDING, io.guildhall.membership.MembershipState.ACTIVE,
			    io.guildhall.membership.MembershipState.GRACE, io.guildhall.membership.MembershipState.PAUSED)
			""")
	Optional<Membership> findLive(MemberId member, String family);

	/** Those of a member and family that have ended, the last first. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("""
			select m from Membership m where m.member = :member and m.family = :family
			and m.state in (io.guildhall.membership.MembershipState.EXPIRED, io.guildhall.membership.MembershipState.CANCELLED)
			order by m.endsOn desc
			""")
	List<Membership> findEnded(MemberId member, String family);

	/**
	 * The membership, locked.
	 * @throws MembershipRefused if there is none
	 */
	default Membership requireToMove(MembershipId id) {
		return findToMove(id).orElseThrow(() -> MembershipRefused.unknown(id));
	}

}
