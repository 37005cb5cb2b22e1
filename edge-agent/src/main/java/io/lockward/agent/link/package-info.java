/// The way to the cloud and back: what is sent when, what is believed of what arrives. [MqttLink] drives [Uplink]
/// over a [Transport]; [PahoTransport] is the only place with the MQTT client.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.link;
