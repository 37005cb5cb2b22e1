package io.lockward.agent;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.parcel.SealKey;

/// What the control loop asks of the parts of its agent beside the hardware. On the loop's own thread.
record OtherParts(Agent agent) implements ControlLoop.Requests {
    @Override
    public void trust(KeyRing keys) {
        agent.link().trust(keys);
    }

    @Override
    public JournalEntry.Checkpoint checkpoint(long upTo, ChainHash chain) {
        AgentSetup setup = agent.setup();
        return setup.seal()
                .seal(setup.bank().bank(), agent.journal().id(), agent.journal().epoch(), upTo, chain);
    }

    @Override
    public void makeCode(ParcelId parcel, int number) {
        agent.screen().makeCode(parcel, number);
    }

    @Override
    public void sealSecret(SealKey key) {
        agent.screen().sealSecret(key);
    }

    @Override
    public void answer(String request, KioskAnswer answer) {
        agent.screen().answer(request, answer);
    }

    @Override
    public void cut(Cut cut) {
        agent.footage().cut(cut);
    }

    @Override
    public void diagnose(CommandId command) {
        agent.diagnose(command);
    }
}
