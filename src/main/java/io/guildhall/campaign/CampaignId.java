package io.guildhall.campaign;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a campaign. */
@Embeddable
public record CampaignId(@JsonValue UUID id) {

	static CampaignId next() {
		return new CampaignId(Ids.next());
	}

	/** The id that the text writes out. */
	@JsonCreator
	public static CampaignId of(String text) {
		return new CampaignId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
