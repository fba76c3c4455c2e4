package io.guildhall.member;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * What members said of a channel, as {@code EMAIL.GIVEN}: who was never asked, say.
 * Whether they may be contacted says {@link ContactField}.
 */
@Component
class ConsentField implements MemberField {

	private record Said(ContactChannel channel, Consent consent) {

		static List<Said> all() {
			return Arrays.stream(ContactChannel.values())
				.flatMap(channel -> Arrays.stream(Consent.values()).map(consent -> new Said(channel, consent)))
				.toList();
		}

		String value() {
			return channel + "." + consent;
		}

	}

	@Override
	public String key() {
		return "consent";
	}

	@Override
	public int order() {
		return 41;
	}

	@Override
	public String labelKey() {
		return "member.consent";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		return Said.all()
			.stream()
			.map(said -> Choice.key(said.value(), "member.field.consent." + said.value()))
			.toList();
	}

	@Override
	public Condition condition(String value) {
		Said said = Said.all()
			.stream()
			.filter(one -> one.value().equals(value))
			.findFirst()
			.orElseThrow(() -> refuse(value));
		return new Condition("""
				exists (select 1 from members consent_row
					where consent_row.organization_id = m.organization_id and consent_row.id = m.id
					and consent_row.%s = :consent_word)""".formatted(said.channel().column()),
				Map.of("consent_word", said.consent().name()));
	}

}
