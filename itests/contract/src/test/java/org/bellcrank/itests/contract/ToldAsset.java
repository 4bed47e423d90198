package org.bellcrank.itests.contract;

import java.util.Map;
import java.util.function.Function;
import org.bellcrank.delivery.AssetCondition.State;

/**
 * How a CMMS takes what it is told of its assets.
 *
 * @param context what its instance has to say beside the plant's own context
 * @param word what stands there for a state
 * @param stranger key of an asset that it does not have
 */
record ToldAsset(Map<String, String> context, Function<State, String> word, String stranger) {}
