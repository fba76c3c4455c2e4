package io.guildhall.card;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** Which printed cards a member claimed. */
@Configuration(proxyBeanMethods = false)
class CardPast {

	private static final int CARDS = 60;

	@Bean
	MemberEvents cardsInTimeline() {
		return new MemberEvents("cards", CARDS, "card.part", Permission.SALES_READ, """
				select c.claimed_at as at, cast(c.id as text) as key, 'card.timeline.claimed' as text,
					jsonb_build_object('word', b.name) as said
				from cards c join card_batches b on b.organization_id = :organization and b.id = c.batch_id
				where c.organization_id = :organization and c.member_id <mine>
				""".replace("<mine>", MemberEvents.MINE));
	}

}
