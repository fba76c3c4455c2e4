package io.guildhall.campaign;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A campaign, from draft to end. What is launched is not edited any more. */
@Entity
@Table(name = "campaigns")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Campaign extends TenantOwned {

	private static final int LONGEST_WINDOW = 90;

	@EmbeddedId
	private CampaignId id;

	private String name;

	@Enumerated(EnumType.STRING)
	private CampaignGoal goal;

	/** JSON of an {@link io.guildhall.member.Audience}. */
	private String audience;

	private @Nullable UUID batchId;

	private String text;

	private int windowDays;

	@Enumerated(EnumType.STRING)
	private CampaignState state;

	private @Nullable UUID issueId;

	private Instant createdAt;

	private @Nullable Instant launchedAt;

	private @Nullable Instant endedAt;

	Campaign(NewCampaign wanted, String audience, Instant now) {
		this.id = CampaignId.next();
		this.state = CampaignState.DRAFT;
		this.createdAt = now;
		write(wanted, audience);
	}

	void change(NewCampaign wanted, String audience) {
		if (state != CampaignState.DRAFT) {
			throw CampaignRefused.launched();
		}
		write(wanted, audience);
	}

	/** From here on its audience is frozen. */
	void launch(Instant now) {
		if (state != CampaignState.DRAFT) {
			throw CampaignRefused.launched();
		}
		if (text.contains(CampaignText.CODE) && batchId == null) {
			throw CampaignRefused.noCoupon();
		}
		this.state = CampaignState.RUNNING;
		this.launchedAt = now;
	}

	void issues(UUID issue) {
		this.issueId = issue;
	}

	void end(Instant now) {
		if (state != CampaignState.RUNNING) {
			throw CampaignRefused.notRunning();
		}
		this.state = CampaignState.ENDED;
		this.endedAt = now;
	}

	void requireRunning() {
		if (state != CampaignState.RUNNING) {
			throw CampaignRefused.notRunning();
		}
	}

	private void write(NewCampaign wanted, String audience) {
		if (wanted.name().isBlank() || wanted.name().length() > 80) {
			throw CampaignRefused.name();
		}
		if (wanted.text().isBlank() || wanted.text().length() > 4000) {
			throw CampaignRefused.text();
		}
		if (wanted.windowDays() < 1 || wanted.windowDays() > LONGEST_WINDOW) {
			throw CampaignRefused.window(LONGEST_WINDOW);
		}
		this.name = wanted.name().strip();
		this.goal = wanted.goal();
		this.audience = audience;
		this.batchId = (wanted.batch() != null) ? wanted.batch().id() : null;
		this.text = wanted.text().strip();
		this.windowDays = wanted.windowDays();
	}

}
