package io.guildhall.challenge;

import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import lombok.RequiredArgsConstructor;

/**
 * What an erased member wrote and showed goes, and what was written about it; their link
 * opens nothing any more. The days stay.
 */
@Component
@RequiredArgsConstructor
class ChallengeWords {

	private static final List<String> FORGET = List.of("""
			delete from check_in_pictures p using check_ins i
			where p.organization_id = :organization and i.organization_id = :organization
			and i.id = p.check_in_id and i.member_id = :member
			""", """
			update check_ins set proof = '', reason = null where organization_id = :organization and member_id = :member
			""", """
			update challenge_participants set token = replace(cast(gen_random_uuid() as text), '-', '')
			where organization_id = :organization and member_id = :member
			""");

	private final KeptWords words;

	/**
	 * Holds the person's parts in challenges first: whoever checks them in is through
	 * before, or knows of the erasure.
	 */
	@EventListener
	void forget(MemberErased erased) {
		words.forget(erased, """
				select id from challenge_participants where organization_id = :organization and member_id = :member
				order by id for update
				""", FORGET);
	}

}
