package io.guildhall.survey;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.CommunityCard;
import io.guildhall.community.PriceBand;

/**
 * What a survey puts before people: the card as it was when the survey was opened.
 *
 * @param band null where none was said: then nobody is asked about a price
 */
public record SurveyWords(String portrait, String coreValue, @Nullable PriceBand band) {

	/**
	 * The words of a card.
	 * @throws SurveyRefused if it does not say for whom the community is, and what they
	 * get
	 */
	static SurveyWords of(CommunityCard card, @Nullable PriceBand band) {
		if (card.portrait().isEmpty() || card.coreValue().isEmpty()) {
			throw SurveyRefused.card();
		}
		return new SurveyWords(card.portrait(), card.coreValue(), band);
	}

	/** Whether a card still says the same. */
	boolean areOf(CommunityCard card, @Nullable PriceBand now) {
		return portrait.equals(card.portrait()) && coreValue.equals(card.coreValue()) && band == now;
	}

	/** What is asked about them. */
	public List<SurveyQuestion> questions() {
		return (band != null) ? List.of(SurveyQuestion.values())
				: List.of(SurveyQuestion.PORTRAIT, SurveyQuestion.VALUE);
	}

}
