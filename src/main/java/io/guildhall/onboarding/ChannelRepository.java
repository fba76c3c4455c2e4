package io.guildhall.onboarding;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface ChannelRepository extends Repository<Channel, ChannelId> {

	Optional<Channel> findById(ChannelId id);

	Channel saveAndFlush(Channel channel);

}
